import type { ComponentChildren } from 'preact';

export interface SettingProps {
  readonly name: string;
  readonly help?: string | undefined;
  /** The control beside it. */
  readonly control: ComponentChildren;
  /** What the control opened, below. */
  readonly children?: ComponentChildren;
}

/** One thing that can be set or done: what it is, what it means, and its control. */
export function Setting({ name, help, control, children }: SettingProps) {
  return (
    <div class="setting">
      <div class="setting-head">
        <div class="setting-text">
          <p class="setting-name">{name}</p>
          {help && <p class="field-help">{help}</p>}
        </div>
        {control}
      </div>
      {children}
    </div>
  );
}
