import type { ErrorCode } from '../../lib/domain/errors';
import type { Need } from '../../lib/domain/need';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { needText } from './need-text';

export interface NeedActions {
  /** Opens the form in which a new secret is pasted; undefined where it cannot be opened now. */
  readonly onPaste: ((connectionId: string) => void) | undefined;
  /** Goes to the tokens of a connection. */
  readonly onTokens: () => void;
  readonly onLater: (connectionId: string) => void;
  readonly onLooked: (connectionId: string) => void;
}

/** What a provider says when another secret could help. */
const SECRET_REFUSED: ReadonlySet<ErrorCode> = new Set(['invalid_client', 'invalid_grant', 'credentials_refused']);

/** One thing that needs the user, with what to do next. */
export function NeedRow({ need, actions }: { readonly need: Need; readonly actions: NeedActions }) {
  return (
    <li class="need">
      <Icon name="warning" />
      <div>
        <p>{needText(need)}</p>
        <NeedButtons need={need} actions={actions} />
      </div>
    </li>
  );
}

function NeedButtons({ need, actions }: { readonly need: Need; readonly actions: NeedActions }) {
  switch (need.what) {
    case 'reminder':
      return <ReminderButtons need={need} actions={actions} />;
    case 'outcome_unknown':
      return <UnknownButtons need={need} actions={actions} />;
    case 'renewal_stopped':
      return need.code !== undefined && SECRET_REFUSED.has(need.code) ? (
        <PasteButton need={need} actions={actions} />
      ) : null;
    case 'rotation':
      return (
        <Button kind="link" onClick={actions.onTokens}>
          {text('need_go_on')}
        </Button>
      );
    default:
      return null;
  }
}

interface ButtonsProps<What extends Need['what']> {
  readonly need: Extract<Need, { what: What }>;
  readonly actions: NeedActions;
}

function ReminderButtons({ need, actions }: ButtonsProps<'reminder'>) {
  const { next, connectionId, label } = need;
  const { onTokens, onLater } = actions;
  return (
    <>
      {next === 'rotate' && (
        <Button kind="link" name={text('need_rotate_of', label)} onClick={onTokens}>
          {text('need_rotate')}
        </Button>
      )}
      {next === 'paste' && <PasteButton need={need} actions={actions} />}
      <Button kind="link" name={text('need_later_of', label)} onClick={() => onLater(connectionId)}>
        {text('need_later')}
      </Button>
    </>
  );
}

function PasteButton({ need, actions: { onPaste } }: ButtonsProps<'reminder' | 'renewal_stopped'>) {
  if (!onPaste) return null;
  return (
    <Button kind="link" name={text('need_paste_of', need.label)} onClick={() => onPaste(need.connectionId)}>
      {text('need_paste')}
    </Button>
  );
}

function UnknownButtons({ need: { look, connectionId }, actions }: ButtonsProps<'outcome_unknown'>) {
  return (
    <>
      {look !== 'provider' && (
        <Button kind="link" onClick={actions.onTokens}>
          {text(look === 'tokens' ? 'need_open_tokens' : 'need_go_on')}
        </Button>
      )}
      {look !== 'rotation' && (
        <Button kind="link" onClick={() => actions.onLooked(connectionId)}>
          {text('need_looked')}
        </Button>
      )}
    </>
  );
}
