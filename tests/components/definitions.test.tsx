import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { Options } from '../../components/options/options';
import { reachOf } from '../../lib/definitions/addresses';
import { readDefinitionFile } from '../../lib/definitions/definition-file';
import type { FoundDefinition } from '../../lib/definitions/file-view';
import { GOOD_TEXT, good } from '../lib/definitions/corpus';
import { refuse, startBackground } from './background';

afterEach(cleanup);
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save this provider' });

/** The options page with an editor, and the background's own reading behind it. */
function open(more: Partial<FoundDefinition> = {}, answers: Parameters<typeof startBackground>[0] = {}) {
  const background = startBackground({
    listConnections: () => [],
    checkDefinitions: ({ text }) => {
      const { definitions, problems } = readDefinitionFile(text);
      const found = definitions.map((definition) => ({
        ...{ definition, state: 'new' as const, reach: reachOf(definition), gone: [], asksAgain: [] },
        ...more,
      }));
      return { problems, found };
    },
    importDefinitions: () => null,
    ...answers,
  });
  render(<Options />);
  return background;
}

async function written(text: string) {
  await press('Write or import a definition');
  fireEvent.input(await screen.findByLabelText('Definition'), { target: { value: text } });
}

it('shows every host and the form before anything is stored, then stores what was shown', async () => {
  const background = open();
  await written(GOOD_TEXT);
  expect(await screen.findByText('https://eu.acme.example')).toBeTruthy();
  expect(screen.getByText('https://us.acme.example')).toBeTruthy();
  expect(screen.getByLabelText('Client secret').closest('[inert]')).toBeTruthy();
  expect(background.sent('importDefinitions')).toEqual([]);
  fireEvent.click(save());
  await screen.findByText('Saved Acme.');
  expect(background.sent('importDefinitions')).toEqual([{ text: GOOD_TEXT, confirmed: [] }]);
});

it('names the place of each mistake while it is written, and cannot be saved until there is none', async () => {
  const background = open();
  await written(GOOD_TEXT.replace('"method": "POST"', '"method": "DELETE"'));
  expect(await screen.findByText('methods[0].steps[0].method')).toBeTruthy();
  expect(save().disabled).toBe(true);
  fireEvent.input(screen.getByLabelText('Definition'), { target: { value: GOOD_TEXT } });
  await waitFor(() => expect(save().disabled).toBe(false));
  expect(background.sent('importDefinitions')).toEqual([]);
});

it('asks a second time about each private address, by name, and again after an edit', async () => {
  const background = open();
  const text = GOOD_TEXT.replaceAll('eu.acme.example', '10.1.2.3');
  await written(text);
  const answer = await screen.findByLabelText('Yes, it may talk to https://10.1.2.3');
  expect(save().disabled).toBe(true);
  fireEvent.click(answer);
  await waitFor(() => expect(save().disabled).toBe(false));
  const edited = text.replace('"Acme"', '"Acme inside"');
  fireEvent.input(screen.getByLabelText('Definition'), { target: { value: edited } });
  await screen.findByText('Acme inside', { exact: false, selector: '.definition-name' });
  expect(save().disabled).toBe(true);
  fireEvent.click(screen.getByLabelText('Yes, it may talk to https://10.1.2.3'));
  await waitFor(() => expect(save().disabled).toBe(false));
  fireEvent.click(save());
  await waitFor(() =>
    expect(background.sent('importDefinitions')).toEqual([{ text: edited, confirmed: ['https://10.1.2.3'] }]),
  );
});

it('says which connections will ask for their secrets again', async () => {
  open({ state: 'changed', asksAgain: ['Acme live'], gone: ['https://old.acme.example'] });
  await written(GOOD_TEXT);
  expect(await screen.findByText(/Secrets must be typed again for: Acme live/)).toBeTruthy();
  expect(screen.getByText('https://old.acme.example')).toBeTruthy();
});

it('keeps the text when it could not be stored, and says why', async () => {
  open({}, { importDefinitions: () => refuse({ code: 'storage_full' }) });
  await written(GOOD_TEXT);
  await waitFor(() => expect(save().disabled).toBe(false));
  fireEvent.click(save());
  await screen.findByRole('alert');
  expect(screen.getByLabelText<HTMLTextAreaElement>('Definition').value).toBe(GOOD_TEXT);
});

it('reads a file into the editor', async () => {
  open();
  await press('Write or import a definition');
  const file = new File([GOOD_TEXT], 'acme.json', { type: 'application/json' });
  fireEvent.change(await screen.findByLabelText('Or open a file'), { target: { files: [file] } });
  expect(await screen.findByText('https://eu.acme.example')).toBeTruthy();
});

it('tries, edits and exports a stored one', async () => {
  URL.createObjectURL = vi.fn(() => 'blob:made-up');
  const background = open({ state: 'same' }, { listDefinitions: () => [good()], exportDefinitions: () => '{}' });
  await press('Export Acme');
  await screen.findByText('The file is in your downloads. It holds no secret.');
  expect(background.sent('exportDefinitions')).toEqual([{ definitionIds: ['own-acme'] }]);
  await press('Edit Acme');
  const editor = await screen.findByLabelText<HTMLTextAreaElement>('Definition');
  expect(JSON.parse(editor.value)).toEqual(good());
  await press('Cancel');
  await press('Try Acme');
  const form = await screen.findByRole('form', { name: 'Acme' });
  expect(within(form).getByLabelText('Client secret')).toBeTruthy();
});
