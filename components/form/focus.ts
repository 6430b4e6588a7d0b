type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function controlsOf(form: HTMLElement): readonly Control[] {
  return [...form.querySelectorAll<Control>('[data-input]')];
}

/**
 * Where typing goes on: the first empty input that is needed, else the first one. Without scrolling: the popup is still
 * growing to its height when it opens.
 */
export function focusFirstEmpty(form: HTMLElement, kept: readonly string[]): void {
  const controls = controlsOf(form);
  const needed = (control: Control) =>
    control.value === '' &&
    control.getAttribute('aria-required') === 'true' &&
    !kept.includes(control.dataset.input ?? '');
  (controls.find(needed) ?? controls[0])?.focus({ preventScroll: true });
}

export function focusInput(form: HTMLElement, name: string | undefined): void {
  controlsOf(form)
    .find((control) => control.dataset.input === name)
    ?.focus();
}

/** For a value that was refused: typing replaces it. */
export function selectInput(form: HTMLElement, name: string): void {
  const control = controlsOf(form).find((candidate) => candidate.dataset.input === name);
  control?.focus();
  if (control instanceof HTMLInputElement) control.select();
}
