/**
 * Isolated world: writes a text into the field that has the focus, as typing would, and says whether it stayed. The browser
 * keeps what stands in ordinary fields for its session restore, so the field is taken out of that first (M13).
 */
export function putText(document: Document, text: string): boolean {
  const field = focusedField(document);
  if (!field || field.disabled || field.readOnly) return false;
  field.autocomplete = 'off';
  // This world's own setter: the page's, if it has put one there, is not asked.
  field.value = text;
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  return field.value === text;
}

const TYPES = ['text', 'password', 'search', 'url', 'tel'];

function focusedField(document: Document): HTMLInputElement | HTMLTextAreaElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (active instanceof HTMLTextAreaElement) return active;
  return active instanceof HTMLInputElement && TYPES.includes(active.type) ? active : undefined;
}
