import type { Page } from 'puppeteer-core';
import { copyAt, fakeAt, type HostilePage } from './hostile-page';

/** Addresses that are nearly the right ones. */

/** Hosts that these pages need, besides those that the local providers know. */
export const STRANGERS = {
  https: [
    ...['evil.test', 'xapi.port.io', 'api-port.io', 'port.io', 'docs.api.port.io', 'api.port.io.', 'api.port.io:8443'],
    ...['https://аpi.port.io', 'https://api.pоrt.io'].map((homograph) => new URL(homograph).host),
  ],
  http: ['api.port.io', 'api.port.io:8080', 'localhost:8085', '[::1]:8085', '127.0.0.1'],
};

export const lookAlikes = (httpPort: number): readonly HostilePage[] => [
  copyAt('the right host as the beginning of another', 'https://api.port.io.evil.test/copy'),
  copyAt('the right host as the end of another', 'https://xapi.port.io/copy'),
  fakeAt('a hyphen in place of a dot', 'https://api-port.io/copy'),
  fakeAt('the domain above', 'https://port.io/copy'),
  fakeAt('a host below', 'https://docs.api.port.io/copy'),
  copyAt('another port', 'https://api.port.io:8443/copy'),
  // Chromium makes https of an address that is merely opened, but not of a form that is sent.
  { ...copyAt('http', 'https://api.port.io/plain'), lure: sendFormOverHttp },
  fakeAt('http and another port', 'http://api.port.io:8080/copy'),
  copyAt('a dot at the end', 'https://api.port.io./copy'),
  fakeAt('capitals', 'https://API.PORT.IO.EVIL.TEST/capitals'),
  fakeAt('the right host as a user name', 'https://api.port.io@evil.test/copy'),
  fakeAt('a Cyrillic letter', 'https://аpi.port.io/copy'),
  fakeAt('a Cyrillic letter in the domain, as punycode', `https://${new URL('https://api.pоrt.io').host}/copy`),
  fakeAt('127.0.0.1 in place of localhost', `http://127.0.0.1:${httpPort}/copy`),
  fakeAt('[::1] in place of localhost', 'http://[::1]:8085/copy'),
  fakeAt('the right address in the path', 'https://evil.test/https://api.port.io/swagger/'),
];

async function sendFormOverHttp(page: Page): Promise<Page> {
  const arrived = page.waitForNavigation();
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { action: location.href.replace('https:', 'http:') });
    form.method = 'post';
    document.body.append(form);
    form.submit();
  });
  await arrived;
  return page;
}
