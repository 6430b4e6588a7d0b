/** The in-page button's own look: nothing of the page's style reaches it, and it takes nothing from ours. */
export const BUTTON_STYLE = `
:host {
  --paper: light-dark(#ffffff, #1e2229);
  --hover: light-dark(#eef0f3, #2a3039);
  --ink: light-dark(#171b21, #eef1f5);
  --accent: light-dark(#2a52cc, #9db4ff);
  --good: light-dark(#17703a, #6fd495);
  --bad: light-dark(#ae1f17, #ff9c93);
  --line: light-dark(#8b95a3, #7a8595);
}
.button {
  display: inline-flex;
  align-items: center;
  gap: 8px;
  box-sizing: border-box;
  max-width: 320px;
  min-height: 36px;
  padding: 4px 14px;
  border: 2px solid var(--accent);
  border-radius: 8px;
  background: var(--paper);
  color: var(--ink);
  font: 600 14px/20px system-ui, sans-serif;
  cursor: pointer;
}
.button:hover { background: var(--hover); }
.button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.button[data-state="busy"] { cursor: progress; }
.button[data-state="done"] { border-color: var(--good); color: var(--good); }
.button[data-state="failed"] { border-color: var(--bad); }
.caption { overflow: hidden; text-overflow: ellipsis; white-space: pre; }
:host([data-corner]) .button { box-shadow: 0 1px 6px rgb(0 0 0 / 35%); }
:host([data-corner]) .button:not(:hover, :focus-visible) .whose { position: absolute; clip-path: inset(50%); }
.chip {
  flex: none;
  padding: 0 6px;
  border: 1px solid var(--line);
  border-radius: 4px;
  font-size: 11px;
  line-height: 16px;
}
.live { border-color: var(--bad); color: var(--bad); }
.outcome {
  position: absolute;
  right: 0;
  bottom: calc(100% + 8px);
  box-sizing: border-box;
  width: max-content;
  max-width: 320px;
  margin: 0;
  padding: 8px 12px;
  border: 1px solid var(--bad);
  border-radius: 8px;
  background: var(--paper);
  color: var(--ink);
  font: 13px/18px system-ui, sans-serif;
}
.outcome:empty { display: none; }
`;
