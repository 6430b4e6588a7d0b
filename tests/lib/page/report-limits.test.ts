import { describe, expect, it } from 'vitest';
import { parseReply } from '../../../lib/background/pages/page-reply';
import type { PageReport } from '../../../lib/domain/page';
import { withinLimits } from '../../../lib/page/report-limits';

const LONG = 'x'.repeat(301);
const report: PageReport = {
  adapter: 'swagger-ui',
  title: 'Swagger UI 5',
  ready: true,
  schemes: [{ name: 'good', type: 'http', scheme: 'bearer' }],
  requirements: [{ alternatives: [['good']], operations: 1 }],
  authorized: ['good'],
};
const accepted = (one: PageReport) => parseReply(JSON.stringify({ reply: 'report', report: one })) !== undefined;

describe('a report with more than the background accepts', () => {
  it.each([
    ['a scheme’s name is too long', { schemes: [...report.schemes, { name: LONG, type: 'oauth2' }] }],
    ['a key’s name is too long', { schemes: [{ name: 'k', type: 'apiKey', in: 'header', parameter: LONG }] }],
    ['an http scheme is too long', { schemes: [{ name: 'k', type: 'http', scheme: LONG }] }],
    ['a requirement names a scheme that is too long', { requirements: [{ alternatives: [[LONG]], operations: 1 }] }],
    ['a scheme that is too long holds a value', { authorized: ['good', LONG] }],
    ['too many schemes hold a value', { authorized: Array.from({ length: 201 }, (_, index) => `s${index}`) }],
    ['the title is too long', { title: LONG }],
  ] as const)('is accepted after cutting when %s', (_name, more) => {
    const whole = { ...report, ...more } as PageReport;
    expect(accepted(whole)).toBe(false);
    expect(accepted(withinLimits(whole))).toBe(true);
  });

  it('leaves out a scheme that cannot be named, and still says that it is missing', () => {
    const requirements = [{ alternatives: [['good', LONG]], operations: 1 }];
    const cut = withinLimits({ ...report, schemes: [{ name: LONG, type: 'oauth2' }, ...report.schemes], requirements });
    expect(cut.schemes).toEqual(report.schemes);
    expect(cut.requirements[0]?.alternatives).toEqual([['good', LONG.slice(0, 300)]]);
  });

  it('is as it was when everything fits', () => {
    expect(withinLimits(report)).toEqual(report);
  });
});
