import type { ComponentChildren, Ref } from 'preact';

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick?: () => void;
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'link' | 'danger';
  readonly type?: 'button' | 'submit';
  /** Accessible name where the visible text alone does not say what is meant. */
  readonly name?: string;
  /** Text while the button's own work is going on; the button keeps its focus and its place. */
  readonly busy?: string | undefined;
  readonly expanded?: 'yes' | 'no';
  readonly controls?: string;
  readonly disabled?: 'yes' | 'no';
  readonly class?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { kind = 'secondary', type = 'button', busy, expanded } = props;
  return (
    <button
      ref={props.ref}
      type={type}
      class={`button ${kind} ${props.class ?? ''}`}
      aria-label={busy === undefined ? props.name : undefined}
      aria-busy={busy === undefined ? undefined : 'true'}
      aria-expanded={expanded && (expanded === 'yes' ? 'true' : 'false')}
      aria-controls={props.controls}
      disabled={props.disabled === 'yes'}
      onClick={busy === undefined ? props.onClick : undefined}
    >
      {busy === undefined ? props.children : <BusyText text={busy} />}
    </button>
  );
}

function BusyText({ text }: { readonly text: string }) {
  return (
    <>
      <span class="spinner" aria-hidden="true" />
      {text}
    </>
  );
}
