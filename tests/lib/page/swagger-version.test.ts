import { afterEach, expect, it } from 'vitest';
import { sendsOpenIdConnect, swaggerUiTitle } from '../../../lib/page/swagger-version';

type Holder = { versions?: unknown };

afterEach(() => {
  document.body.replaceChildren();
  delete (window as Holder).versions;
});

function draw(badge: string | undefined, key: string): void {
  const root = document.createElement('div');
  root.className = 'swagger-ui';
  Object.assign(root, { [key]: {} });
  const info = document.createElement('div');
  info.className = 'info';
  const stamp = document.createElement('small');
  stamp.className = 'version-stamp';
  stamp.textContent = badge ?? '';
  info.append(stamp);
  root.append(info);
  document.body.append(root);
}

it.each([
  [{ swaggerUi: { version: '3.25.5' } }, 'Swagger UI 3', false],
  [{ swaggerUi: { version: '3.38.0' } }, 'Swagger UI 3', true],
  [{ swaggerUi: { version: '5.0.0' } }, 'Swagger UI 5', true],
  [{ swaggerUI: { version: '5.35.0' } }, 'Swagger UI 5', true],
  [{ swaggerUI: { version: '99.0.0' } }, 'Swagger UI', true],
  [{ swaggerUI: 'text' }, 'Swagger UI', true],
  [undefined, 'Swagger UI', true],
])('reads what the page declares when window.versions is %j', (versions, title, sends) => {
  (window as Holder).versions = versions;
  expect(swaggerUiTitle(window)).toBe(title);
  expect(sendsOpenIdConnect(window)).toBe(sends);
});

it.each([
  ['OAS 3.1', '__reactFiber$x', 'Swagger UI 5'],
  ['OAS3', '__reactFiber$x', 'Swagger UI'],
  [undefined, '__reactInternalInstance$x', 'Swagger UI 3'],
])('tells from the page when the badge is %s and the key %s', (badge, key, title) => {
  draw(badge, key);
  expect(swaggerUiTitle(window)).toBe(title);
});
