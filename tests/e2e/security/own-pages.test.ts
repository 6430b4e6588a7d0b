import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { useScene } from '../scene';
import { breakPolicy, getFiles } from './break-rules';
import { builtFiles, type Manifest, manifestOf } from './build';
import { serve } from './serving';

const scene = useScene({ https: ['evil.test'] });
beforeAll(() => scene.reset());

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src https: http:; " +
  "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

it('[S25] the content security policy is exactly the one we mean, and it holds', async () => {
  for (const build of ['chrome', 'firefox'] as const) {
    expect(manifestOf(build).content_security_policy).toEqual({ extension_pages: POLICY });
  }
  const { log } = scene.providers;
  const page = await scene.browser.openExtensionPage('options.html');
  log.clear();
  // `object-src` has no turn: the address of an object is refused as a text that would become code.
  const directives = [
    ...['base-uri', 'form-action', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem'],
    ...['require-trusted-types-for', 'trusted-types'],
  ];
  const broken = await page.evaluate(breakPolicy, 'https://evil.test', directives);

  expect(broken.ran).toEqual([]);
  expect(broken.refused).toEqual(expect.arrayContaining(directives));
  expect(log.to('evil.test')).toEqual([]);
  expect(await framedBy('https://evil.test/frame', page.url())).toBe(false);
  expect(await frameOwnPage(page)).toBe(false);
});

/** Whether a page of somebody else can show ours in a frame. */
async function framedBy(url: string, ours: string): Promise<boolean> {
  serve(scene.providers.faults, url, `<iframe src="${ours}"></iframe>`);
  const page = await scene.browser.newPage(url);
  const shown = page.frames().some((frame) => frame.url() === ours);
  await page.close();
  return shown;
}

async function frameOwnPage(page: Page): Promise<boolean> {
  await page.reload();
  const before = page.frames().length;
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: '/popup.html' }));
  });
  await expect.poll(() => page.frames().length).toBe(before + 1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  return page.frames().some((frame) => frame.url().endsWith('/popup.html'));
}

it('[S26] no file of ours can be had or noticed by a page', async () => {
  for (const build of ['chrome', 'firefox'] as const) {
    expect(manifestOf(build)).not.toHaveProperty('web_accessible_resources');
  }
  const files = builtFiles();
  const root = `chrome-extension://${scene.browser.extensionId}/`;
  const page = await scene.browser.newPage(scene.providers.demo.example.pages.plain);
  const had = await page.evaluate(getFiles, root, files);
  const opened = new Promise<Page | null>((resolve) => page.once('popup', resolve));
  await page.evaluate((url) => void window.open(url), `${root}popup.html`);
  const ours = await (await opened)?.evaluate(
    () => (globalThis as { chrome?: { runtime?: object } }).chrome?.runtime !== undefined,
  );

  console.info(`figures: ${files.length} files, ${had.length} to be had`);
  expect(files).toContain('popup.html');
  expect(had).toEqual([]);
  expect(ours).toBe(false);
  expect(await page.evaluate(getFiles, '/bearer/', ['swagger-ui.css'])).toEqual(['swagger-ui.css']);
});

/** All that a manifest of ours says; every other key would be something new to think about. */
const KEYS = [
  ...[
    'action',
    'background',
    'commands',
    'content_security_policy',
    'default_locale',
    'description',
    'icons',
    'incognito',
  ],
  ...['manifest_version', 'name', 'optional_host_permissions', 'options_ui', 'permissions', 'version'],
];

it('[S36] asks for no more than it needs, and installing it warns of nothing', async () => {
  const [chrome, firefox] = [manifestOf('chrome'), manifestOf('firefox')];
  for (const manifest of [chrome, firefox]) {
    expect(manifest.permissions).toEqual([
      'storage',
      'activeTab',
      'scripting',
      'alarms',
      'identity',
      'contextMenus',
      'declarativeNetRequestWithHostAccess',
    ]);
    expect(manifest.optional_host_permissions).toEqual(['https://*/*', 'http://*/*']);
    expect(manifest.incognito).toBe('not_allowed');
  }
  expect(Object.keys(chrome).sort()).toEqual(
    [...KEYS, 'externally_connectable', 'key', 'minimum_chrome_version', 'storage'].sort(),
  );
  expect(Object.keys(firefox).sort()).toEqual([...KEYS, 'browser_specific_settings'].sort());
  expect(chrome.externally_connectable).toEqual({ ids: [] });
  expect(chrome.storage).toEqual({ managed_schema: 'managed-schema.json' });
  expect(firefox).toMatchObject({
    browser_specific_settings: { gecko: { data_collection_permissions: { required: ['authenticationInfo'] } } },
  });
  expect(await warningsOf([chrome, { ...chrome, permissions: ['tabs'] }])).toEqual([
    [],
    ['Read your browsing history'],
  ]);
});

/** What the browser would say at installation, by its own word to an extension that manages others. */
async function warningsOf(manifests: readonly Manifest[]): Promise<readonly (readonly string[])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tokenfill-second-'));
  try {
    const manifest = { manifest_version: 3, name: 'Second', version: '1', permissions: ['management'] };
    writeFileSync(
      join(folder, 'manifest.json'),
      JSON.stringify({ ...manifest, background: { service_worker: 'empty.js' } }),
    );
    writeFileSync(join(folder, 'empty.js'), '');
    const { browser } = scene.browser;
    const id = await browser.installExtension(folder);
    const target = await browser.waitForTarget((one) => one.type() === 'service_worker' && one.url().includes(id));
    const worker = await target.worker();
    const warnings = await worker?.evaluate(
      (texts) => {
        type Management = { management: { getPermissionWarningsByManifest(text: string): Promise<string[]> } };
        const { management } = (globalThis as unknown as { chrome: Management }).chrome;
        return Promise.all(texts.map((text) => management.getPermissionWarningsByManifest(text)));
      },
      manifests.map((one) =>
        JSON.stringify({ ...one, name: 'x', description: 'x', default_locale: undefined, commands: undefined }),
      ),
    );
    return warnings ?? [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
