import { expect, it } from 'vitest';
import { demo } from '../servers/demo';
import { journeys } from './journeys';
import { runJourney } from './run-journey';
import { useScene } from './scene';

const scene = useScene();

/** The main job, for every method: the page's own Execute gets 401, then 200, and the token went nowhere else. */
it.each(journeys(demo).map((journey) => [journey.provider, journey.method, journey] as const))(
  '%s: the page’s own Execute answers 200 when authorized by %s',
  async (_, __, journey) => {
    const { browser, providers } = scene;
    const result = await runJourney(journey, browser, providers);

    expect(result).toMatchObject({
      before: 401,
      after: 200,
      clicks: journey.clicks,
      prompts: 0,
      schemes: journey.schemes,
    });
    const sent = providers.log
      .all()
      .filter((request) => request.method === 'POST')
      .map((request) => request.path);
    expect(sent).toEqual(journey.tokenRequests);
    const { local } = await scene.stored();
    for (const secret of Object.values(journey.fields)) if (secret.length > 40) expect(local).not.toContain(secret);
  },
);
