import { text } from '../../lib/text';

/** The popup's shape while the page is being looked at, so that nothing jumps when the answer comes. */
export function Skeleton() {
  return (
    <div class="skeleton" aria-busy="true">
      <p class="visually-hidden" role="status">
        {text('popup_loading')}
      </p>
      <div class="page-header" aria-hidden="true">
        <span class="bone bone-short" />
        <span class="bone" />
      </div>
      <main aria-hidden="true">
        <div class="card card-first bone-card">
          <span class="bone bone-short" />
          <span class="bone bone-half" />
          <span class="bone bone-button" />
        </div>
      </main>
    </div>
  );
}
