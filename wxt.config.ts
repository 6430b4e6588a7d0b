import { defineConfig } from 'wxt';

/** The public half of a key that nobody kept: it only makes the id of unpacked builds the same everywhere. */
const UNPACKED_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAw3EVQ5jnW8D7FBrgQaEK/7AhmWOA9UP0/hJIME5NB/jPBSCrQhkSU1+579KHYltDwgZeOLzbLFDmMVpBbGHo8kwicYLsVpwNa6fJJkhrwws8+dlj/cP3NxeCHWhwiqEey7h9s3BtZXswYRlF7V/sDanDEhtdr8OumaVCwlN1TmNTfWy6jnpHzUjrmOBtCUiqzWTlgRcGgMJRsZlf4K0E4SsY86jeTEfrBsa4FuqdH70h7AdFhNdntKBv4grLTqCI3Etv2sPq0ZOVhL7OYNh5ShmbBwRiqz4BQmOzdiDXSvj31CKblLbzsRwj70aYThh7qBPsqQgyQy805VaZ6z8bxwIDAQAB';

/** Explicit: Firefox's default upgrades http, which 12d Synergy's own servers do not survive (M7 in docs/facts.md). */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  'connect-src https: http:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  // Text can become markup or script nowhere, ours included.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  zip: { excludeSources: ['docs/**', '.demo/**'] },
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: [
      'storage',
      'activeTab',
      'scripting',
      'alarms',
      'identity',
      'contextMenus',
      'declarativeNetRequestWithHostAccess',
    ],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    incognito: 'not_allowed',
    content_security_policy: { extension_pages: CONTENT_SECURITY_POLICY },
    commands: {
      'authorize-page': {
        suggested_key: { default: 'Alt+Shift+Y' },
        description: '__MSG_command_authorize__',
      },
      'lock-now': {
        suggested_key: { default: 'Alt+Shift+L' },
        description: '__MSG_command_lock__',
      },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: '{7c1f5a3e-6f0b-4e57-9d2a-5b8e0c4f7a91}',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['authenticationInfo'] },
            },
          },
        }
      : {
          minimum_chrome_version: '140',
          // Chrome hands out nothing that this file does not name; Firefox asks for none (docs/managed.md).
          storage: { managed_schema: 'managed-schema.json' },
          externally_connectable: { ids: [] },
          // The store assigns its own key; every other build keeps one id.
          ...(process.env.TOKENFILL_STORE_ZIP ? {} : { key: UNPACKED_KEY }),
        }),
  }),
});
