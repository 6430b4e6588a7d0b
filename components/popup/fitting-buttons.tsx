import { useEffect, useRef } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import type { FillRecord } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { copyable } from '../card/status-text';
import { Button } from '../parts/button';
import { authorizeTask, logOutTask } from '../tasks/connection-tasks';
import type { Task } from '../tasks/use-activity';
import type { FittingCardProps } from './fitting-card-props';
import { shownPage } from './popup-context';

export interface FittingButtonsProps extends FittingCardProps {
  /** What this page holds of this connection. */
  readonly own: FillRecord | undefined;
}

/** The one thing to do with a connection on this page: authorize, switch, log out, or give its secret again. */
export function FittingButtons(props: FittingButtonsProps) {
  const sendsNothing = props.context.view.report?.sends === 'nothing';
  if (sendsNothing && copyable(props.view).includes('header')) return <CopyButton {...props} />;
  if (props.own) return <FilledButtons {...props} own={props.own} />;
  switch (props.view.status) {
    case 'locked':
      return null;
    case 'needs_secret':
      return <SecretButton {...props} />;
    default:
      return <AuthorizeButton {...props} />;
  }
}

/** The page still holds what was filled before the last renewal, or what has expired since. */
export function isOlder(own: FillRecord, view: ConnectionView): boolean {
  const renewed = view.token !== undefined && view.token.obtainedAt !== own.obtainedAt;
  return renewed || (own.expiresAt !== undefined && own.expiresAt <= Date.now());
}

function busyText({ view, context }: FittingCardProps, aim: Task['aim']): string | undefined {
  const { busy } = context.activity;
  return busy?.subject === view.connection.id && busy.aim === aim ? busy.text : undefined;
}

function FilledButtons(props: FittingButtonsProps & { readonly own: FillRecord }) {
  const { view, own, context } = props;
  const { activity, reload } = context;
  const logOut = () => void activity.start(logOutTask(view.connection.id, context.view.tabId, reload));
  return (
    <div class="card-main">
      {isOlder(own, view) && <AuthorizeButton {...props} />}
      <Button onClick={logOut} busy={busyText(props, 'logOut')}>
        {text('log_out')}
      </Button>
    </div>
  );
}

function SecretButton({ view, position, actions }: FittingButtonsProps) {
  return (
    <Button
      ref={useFirstFocus(position)}
      kind={position === 'first' ? 'primary' : 'secondary'}
      class="card-main"
      name={text('enter_secret_of', view.connection.label)}
      onClick={() => actions.onEdit(view)}
    >
      {text('enter_secret')}
    </Button>
  );
}

/** A page that sends no requests has nothing to authorize; the header goes into the reader's own tool. */
function CopyButton({ view, position, actions }: FittingButtonsProps) {
  return (
    <Button
      ref={useFirstFocus(position)}
      kind={position === 'first' ? 'primary' : 'secondary'}
      class="card-main"
      name={text('copy_header_of', view.connection.label)}
      onClick={() => actions.onCopy(view, 'header')}
    >
      {text('copy_header')}
    </Button>
  );
}

const NAMES = { authorize: 'authorize_with', authorize_again: 'authorize_again_with', switch: 'switch_to' } as const;

function AuthorizeButton(props: FittingButtonsProps) {
  const { view, own, position, context } = props;
  const { activity, reload } = context;
  const { filled } = context.view;
  const other = filled ? 'switch' : 'authorize';
  const word = own ? 'authorize_again' : other;
  return (
    <Button
      ref={useFirstFocus(position)}
      kind={position === 'first' ? 'primary' : 'secondary'}
      class="card-main"
      name={text(NAMES[word], view.connection.label)}
      busy={busyText(props, 'authorize')}
      onClick={() => void activity.start(authorizeTask({ view, on: shownPage(context.view) }, reload))}
    >
      {text(word)}
    </Button>
  );
}

/** The first card's button has the focus when it appears: Enter is all it takes. */
function useFirstFocus(position: FittingCardProps['position']) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (position === 'first') button.current?.focus();
  }, []);
  return button;
}
