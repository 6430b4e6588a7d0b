import { useCallback } from 'preact/hooks';
import { ask } from '../../lib/ask';
import type { Failure } from '../../lib/domain/errors';
import { text } from '../../lib/text';
import { openOptions } from '../browser-actions';
import { withDefinitions } from '../definitions';
import { FailureAlert } from '../failure/failure-alert';
import { type FormStart, startChosen } from '../form/form-start';
import { ProviderChoice } from '../form/provider-choice';
import { PopupNeeds } from '../needs/popup-needs';
import { usePopupNeeds } from '../needs/use-popup-needs';
import { Button } from '../parts/button';
import { Skeleton } from '../parts/skeleton';
import { StatusBar } from '../parts/status-bar';
import { useActivity } from '../tasks/use-activity';
import { useLoaded } from '../tasks/use-loaded';
import { useFocusAfterUnlock } from '../vault/use-focus-after-unlock';
import { lockTask } from '../vault/vault-tasks';
import { PageHeader } from './page-header';
import { type PopupContext, pageOriginOf } from './popup-context';
import { PopupCurl } from './popup-curl';
import { PopupFooter } from './popup-footer';
import { PopupForm } from './popup-form';
import { PopupHome } from './popup-home';
import { Proposals } from './proposals';
import { useFreshLook } from './use-fresh-look';
import { usePending } from './use-pending';
import { type Screen, useScreen } from './use-screen';
import { VaultGate } from './vault-gate';

const describe = async (tabId: number) =>
  withDefinitions(
    await ask('describeTab', { tabId }),
    ({ fitting, others }) => [...fitting, ...others],
    ({ suggestion }) => suggestion?.providerId,
  );

/** The popup of one tab. */
export function Popup({ tabId }: { readonly tabId: number }) {
  const { value: view, failure, reload } = useLoaded(useCallback(() => describe(tabId), [tabId]));
  useFreshLook(tabId, view, reload);
  const activity = useActivity();
  const needs = usePopupNeeds(activity.failed);
  const { pending, drop } = usePending(tabId);
  const { screen, opened, open, pin } = useScreen(view, pending);
  const main = useFocusAfterUnlock(view?.vault.locked);
  if (!view || !screen) return failure ? <NoView failure={failure} /> : <Skeleton />;
  const context: PopupContext = { view, activity, needs, reload };
  const show = (next?: Screen) => {
    activity.clear();
    if (screen.show === 'curl') drop();
    open(next);
  };
  return (
    <>
      <PageHeader view={view} />
      <main ref={main} tabIndex={-1}>
        {(!opened || screen.show === 'home') && (
          <PopupNeeds context={context} onForm={(start) => show({ show: 'form', start })} />
        )}
        <VaultGate vault={view.vault} activity={activity} reload={reload} />
        <Shown
          screen={screen}
          context={context}
          onShow={show}
          onPin={pin}
          onDone={() => {
            if (screen.show === 'curl') drop();
            open();
          }}
          onCancel={opened ? () => show() : undefined}
        />
      </main>
      <StatusBar notice={activity.notice} />
      <PopupFooter
        view={view}
        screen={screen.show === 'form' && screen.start.kind !== 'new' ? 'edit' : screen.show}
        onChoose={() => show({ show: 'choice' })}
        onBack={() => show()}
        onCurl={() => show({ show: 'curl', id: crypto.randomUUID() })}
        onLock={() => void activity.start(lockTask(reload))}
      />
    </>
  );
}

function NoView({ failure }: { readonly failure: Failure }) {
  return (
    <FailureAlert failure={failure}>
      {failure.code === 'storage_unreadable' && <Button onClick={openOptions}>{text('trouble_open')}</Button>}
    </FailureAlert>
  );
}

interface ShownProps {
  readonly screen: Screen;
  readonly context: PopupContext;
  readonly onShow: (next: Screen) => void;
  readonly onPin: () => void;
  readonly onDone: () => void;
  readonly onCancel: (() => void) | undefined;
}

function Shown({ screen, context, onShow, ...form }: ShownProps) {
  const choose = (id: string) => {
    onShow({ show: 'form', start: startChosen(id, pageOriginOf(context.view), crypto.randomUUID()) });
  };
  switch (screen.show) {
    case 'choice':
      return <ProviderChoice onChoose={choose} onCurl={() => onShow({ show: 'curl', id: crypto.randomUUID() })} />;
    case 'curl':
      return (
        <PopupCurl
          key={screen.id}
          id={screen.id}
          pending={screen.pending}
          context={context}
          onDone={form.onDone}
          onPin={form.onPin}
        />
      );
    case 'home':
      return <PopupHome context={context} onForm={(start) => onShow({ show: 'form', start })} />;
    case 'form':
      return (
        <>
          {offersProposals(screen.start) && (
            <Proposals proposals={context.view.proposals ?? []} onForm={(start) => onShow({ show: 'form', start })} />
          )}
          <PopupForm
            {...form}
            key={screen.start.id}
            start={screen.start}
            context={context}
            onChangeProvider={() => onShow({ show: 'choice' })}
          />
        </>
      );
  }
}

/** Beside the form that only takes a token which somebody already has. */
function offersProposals({ kind, providerId }: FormStart): boolean {
  return kind === 'new' && providerId === 'any-site';
}
