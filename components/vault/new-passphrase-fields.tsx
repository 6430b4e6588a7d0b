import { text } from '../../lib/text';
import { Field } from '../form/field';
import { type NewPassphrase, PASSPHRASE_PARTS, type PassphrasePart } from './use-new-passphrase';

export interface NewPassphraseFieldsProps {
  readonly passphrase: NewPassphrase;
  readonly formId: string;
  readonly labels: Readonly<Record<PassphrasePart, string>>;
}

/** Name of a part among the form's inputs, where a provider's may be called the same. */
export const partName = (part: PassphrasePart) => `new-${part}`;

/** Two password fields, never readable, each with its own problem. */
export function NewPassphraseFields({ passphrase, formId, labels }: NewPassphraseFieldsProps) {
  return (
    <div class="new-passphrase">
      {PASSPHRASE_PARTS.map((part) => (
        <Field
          key={part}
          formId={formId}
          kept="not-kept"
          input={{
            name: partName(part),
            label: labels[part],
            secret: true,
            ...(part === 'passphrase' && { help: text('passphrase_help') }),
          }}
          value={passphrase.typed[part]}
          problem={passphrase.problems[part]}
          onInput={(value) => passphrase.type(part, value)}
        />
      ))}
    </div>
  );
}
