/** The start page's look: system fonts, the browser's light and dark, one accent. */
export const STYLE = `
:root { --ground: #f6f7f9; --card: #fff; --ink: #1c2330; --soft: #5b6575; --line: #e1e5eb; --accent: #2457d6; --code: #f1f3f7; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12151b; --card: #1a1f28; --ink: #e8ebf1; --soft: #9aa5b6; --line: #2b323e; --accent: #8fb0ff; --code: #12161d; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
header, main { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 48px; padding-bottom: 24px; }
h1 { margin: 0 0 12px; font-size: 30px; letter-spacing: -0.02em; }
header p { margin: 0 0 4px; max-width: 68ch; }
.aside { margin-top: 12px !important; color: var(--soft); font-size: 13px; }
main { columns: 2 440px; column-gap: 20px; padding-bottom: 44px; }
article { break-inside: avoid; margin-bottom: 20px; padding: 20px 24px 24px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h2 { margin: 0; font-size: 18px; }
article > p { margin: 4px 0 0; color: var(--soft); font-size: 13.5px; }
section { margin-top: 16px; padding-top: 14px; border-top: 1px solid var(--line); }
h3 { margin: 0 0 2px; font-size: 14px; }
a { color: var(--accent); text-underline-offset: 2px; overflow-wrap: anywhere; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
dl { margin: 10px 0 0; display: grid; gap: 8px; }
dt { color: var(--soft); font-size: 12px; }
dd { margin: 2px 0 0; }
code { display: block; padding: 6px 10px; border-radius: 6px; background: var(--code); border: 1px solid var(--line);
  font: 12.5px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; word-break: break-all; user-select: all; }
`;
