import type { Problem } from '../../lib/definitions/problem';
import { errorText } from '../failure/failure-text';

/** What is wrong with a text, each with its place in it. */
export function DefinitionProblems({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <ul class="definition-problems">
      {problems.map(({ path, code }) => (
        <li key={`${path} ${code}`}>
          {path !== '' && <code>{path}</code>}
          <p>{errorText(code)}</p>
        </li>
      ))}
    </ul>
  );
}
