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

function ReminderButtons({ need: { next, connectionId, label }, actions }: ButtonsProps<'reminder'>) {
  const { onPaste, onTokens, onLater } = actions;
  return (
    <>
      {next === 'rotate' && (
        <Button kind="link" name={text('need_rotate_of', label)} onClick={onTokens}>
          {text('need_rotate')}
        </Button>
      )}
      {next === 'paste' && onPaste && (
        <Button kind="link" name={text('need_paste_of', label)} onClick={() => onPaste(connectionId)}>
          {text('need_paste')}
        </Button>
      )}
      <Button kind="link" name={text('need_later_of', label)} onClick={() => onLater(connectionId)}>
        {text('need_later')}
      </Button>
    </>
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
