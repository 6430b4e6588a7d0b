import { mkdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { startChromium } from '../e2e/browsers/chromium';
import { type Journey, journeys } from '../e2e/journeys';
import { type JourneyResult, runJourney } from '../e2e/run-journey';
import { startLocalProviders } from '../servers';

/** `npm start -- --headless`: every journey in a real browser, as a table, with a picture of each step. */

const ROOT = resolve(import.meta.dirname, '../..');
const PICTURES = resolve(ROOT, '.demo');

type Row = JourneyResult | { readonly journey: Journey; readonly error: string };

const COLUMNS = [
  'provider',
  'method',
  'token',
  'page',
  'schemes filled',
  'before',
  'after',
  'clicks',
  'prompts',
  'ms',
  '',
];

function cells(row: Row): string[] {
  const { journey } = row;
  const page = new URL(journey.page).host;
  if ('error' in row) return [journey.provider, journey.method, '', page, row.error, '', '', '', '', '', 'FAILED'];
  const numbers = [row.before, row.after, row.clicks, row.prompts, row.milliseconds].map(String);
  return [
    journey.provider,
    journey.method,
    row.masked,
    page,
    row.schemes.join(', '),
    ...numbers,
    isGreen(row) ? 'ok' : 'FAILED',
  ];
}

function isGreen(row: Row): boolean {
  if ('error' in row) return false;
  const { journey } = row;
  const filled = row.schemes.join() === journey.schemes.join();
  return row.before === 401 && row.after === 200 && filled && row.clicks === journey.clicks && row.prompts === 0;
}

function printTable(rows: readonly Row[]): void {
  const lines = [COLUMNS, ...rows.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines)
    process.stdout.write(
      `${line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}

/** Docs pages print the request as a curl line, credential included: that line stays out of pictures. */
async function takePicture(journey: Journey, what: string, page: Page): Promise<void> {
  if (what === 'page') {
    await page.$$eval('.curl, .curl-command', (lines) => lines.forEach((line) => void line.remove()));
    await page.bringToFront();
  }
  const name = `${journey.provider} ${journey.method} ${what}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

async function walkAll(): Promise<readonly Row[]> {
  const providers = await startLocalProviders();
  const browser = await startChromium({ args: providers.chromiumArgs(), headless: true });
  const rows: Row[] = [];
  try {
    for (const journey of journeys(providers.demo)) {
      const look = (what: string, page: Page) => takePicture(journey, what, page);
      const row = await runJourney(journey, browser, providers, { look }).catch(
        (error: unknown): Row => ({ journey, error: error instanceof Error ? error.message : 'unknown' }),
      );
      rows.push(row);
    }
  } finally {
    await browser.close();
    await providers.stop();
  }
  return rows;
}

mkdirSync(PICTURES, { recursive: true });
const rows = await walkAll();
printTable(rows);
process.stdout.write(
  `\nms: from the press of the icon to "authorized", without typing. Pictures: ${relative(ROOT, PICTURES)}/\n`,
);
process.exit(rows.every(isGreen) ? 0 : 1);
