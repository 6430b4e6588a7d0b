import { afterEach, describe, expect, it, vi } from 'vitest';
import { groundAt } from '../../../lib/page/ground';

/** A page whose element at every point is the innermost of these, by their backgrounds, outermost first. */
function page(...backgrounds: readonly string[]) {
  const elements = backgrounds.map((color) => {
    const element = document.createElement('div');
    element.style.backgroundColor = color;
    return element;
  });
  elements.reduce((parent: Element, child) => parent.appendChild(child), document.body);
  document.elementFromPoint = () => elements.at(-1) ?? document.body;
}

afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

describe('the ground under our button', () => {
  it.each([
    ['light', 'white', ['rgb(255, 255, 255)']],
    ['dark', 'black', ['rgb(0, 0, 0)']],
    ['dark', 'Scalar’s dark', ['rgb(15, 15, 15)']],
    ['light', 'a bright green', ['rgb(137, 191, 4)']],
    ['dark', 'what is below something transparent', ['rgb(24, 26, 31)', 'rgba(0, 0, 0, 0)']],
    ['light', 'what is above in the page, not around', ['rgb(0, 0, 0)', 'rgb(250, 250, 250)']],
    ['dark', 'what is below a veil', ['rgb(10, 10, 10)', 'rgba(255, 255, 255, 0.2)']],
    [undefined, 'unknown when nothing is drawn', ['rgba(0, 0, 0, 0)']],
    [undefined, 'unknown when the colour is in other words', ['color(display-p3 1 0 0)']],
  ])('is %s when it is %s', (ground, _, backgrounds) => {
    page(...backgrounds);
    expect(groundAt(window, 1, 1)).toBe(ground);
  });
});
