import { afterEach, expect, it } from 'vitest';
import { sendsLess, swaggerUiTitle } from '../../../lib/page/swagger-version';

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
  [{ swaggerUi: { version: '3.25.5' } }, 'Swagger UI 3', 'less'],
  [{ swaggerUi: { version: '3.38.0' } }, 'Swagger UI 3', 'all'],
  [{ swaggerUi: { version: '5.0.0' } }, 'Swagger UI 5', 'all'],
  [{ swaggerUI: { version: '5.35.0' } }, 'Swagger UI 5', 'all'],
  [{ swaggerUI: { version: '99.0.0' } }, 'Swagger UI', 'all'],
  [{ swaggerUI: 'text' }, 'Swagger UI', 'all'],
  [undefined, 'Swagger UI', 'all'],
])('reads what the page declares when window.versions is %j', (versions, title, sends) => {
  (window as Holder).versions = versions;
  expect(swaggerUiTitle(window)).toBe(title);
  expect(sendsLess(window)).toBe(sends === 'less');
});

it.each([
  ['OAS 3.1', '__reactFiber$x', 'Swagger UI 5'],
  ['OAS3', '__reactFiber$x', 'Swagger UI'],
  [undefined, '__reactInternalInstance$x', 'Swagger UI 3'],
])('tells from the page when the badge is %s and the key %s', (badge, key, title) => {
  draw(badge, key);
  expect(swaggerUiTitle(window)).toBe(title);
});
