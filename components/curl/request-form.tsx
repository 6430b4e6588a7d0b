import { providers } from '../../lib/provider/registry';
import { text } from '../../lib/text';
import { InputField } from '../form/input-field';
import { Button } from '../parts/button';
import { Checkbox } from '../parts/checkbox';
import { TokenChoice } from './answer-view';
import { nearMiss } from './curl-model';
import type { PartProps } from './curl-props';
import { PasteField } from './paste-field';
import { RequestView } from './request-view';

/** Nothing of one command is another's. */
const ANOTHER = { text: '', second: undefined, typed: {}, leaf: undefined, link: undefined };

/** What will be sent, and what it needs from the user. */
export function RequestForm({ curl, formId }: PartProps) {
  const { combined, edits, values, problems, second, trial } = curl;
  if (!combined) return null;
  return (
    <>
      <NearMiss curl={curl} />
      <RequestView combined={combined} />
      <Button kind="link" class="curl-again" onClick={() => curl.change(ANOTHER)}>
        {text('curl_another')}
      </Button>
      {edits.second !== undefined && second.state !== 'read' && (
        <PasteField
          id={`${formId}-second`}
          label={text('curl_second')}
          help={text('curl_second_help')}
          value={edits.second}
          failure={second.state === 'failed' ? second.failure : undefined}
          onInput={(pasted) => curl.change({ second: pasted })}
        />
      )}
      {combined.inputs.map((input) => (
        <InputField
          key={input.name}
          input={input}
          values={values}
          problems={problems}
          formId={formId}
          kept={curl.kept.includes(input.name) ? 'kept' : 'not-kept'}
          onInput={(value) => curl.type(input.name, value)}
        />
      ))}
      {curl.http !== 'hidden' && (
        <Checkbox
          id={`${formId}-http`}
          label={text('form_no_https')}
          help={text('form_no_https_help')}
          checked={curl.http}
          onChange={(allowHttp) => curl.change({ allowHttp })}
        />
      )}
      {trial?.stage === 'link' && (
        <TokenChoice
          formId={formId}
          legend={text('curl_link')}
          leaves={trial.leaves}
          chosen={edits.link}
          onChoose={(link) => curl.choose({ link })}
        />
      )}
    </>
  );
}

/** A host that differs only in its ending from a provider's that we know: offered, never changed by itself. */
function NearMiss({ curl }: Pick<PartProps, 'curl'>) {
  const near = nearMiss(curl.origins, providers);
  if (!near) return null;
  const { edits } = curl;
  const correct = (written: string) => written.replaceAll(`//${near.said}/`, `//${near.known}/`);
  return (
    <div class="curl-near">
      <p>{text('curl_near', near.said, near.provider, near.known)}</p>
      <Button onClick={() => curl.change({ text: correct(edits.text), second: edits.second && correct(edits.second) })}>
        {text('curl_near_use', near.known)}
      </Button>
    </div>
  );
}
