import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Failure } from '../../lib/domain/errors';
import { Icon } from '../parts/icon';
import { errorText, failureDetail, waitText } from './failure-text';

export interface FailureAlertProps {
  readonly failure: Failure;
  /** The button that leads on, where there is one. */
  readonly children?: ComponentChildren;
}

/** What went wrong and what to do next; below it the provider's advice and the server's own words, as text. */
export function FailureAlert({ failure, children }: FailureAlertProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.scrollIntoView({ block: 'nearest' }), [failure]);
  const wait = waitText(failure.retryAfter);
  const detail = failureDetail(failure);
  return (
    <div class="alert" role="alert" ref={element}>
      <Icon name="warning" />
      <div class="alert-body">
        <p class="alert-text">{errorText(failure.code)}</p>
        {wait && <p>{wait}</p>}
        {failure.advice && <p>{failure.advice}</p>}
        {detail && <p class="quote">{detail}</p>}
        {children && <div class="alert-actions">{children}</div>}
      </div>
    </div>
  );
}
