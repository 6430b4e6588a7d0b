import { createAttention } from './attention';
import { createAuthorize } from './authorize';
import { createBadge } from './badge';
import { createBareRequests } from './bare-requests';
import { createConnections } from './connections';
import { createCopy } from './copy';
import { createDefinitionFiles } from './definition-files';
import { createDescribe } from './describe';
import { createDiscoveries } from './discoveries';
import { createEarlyEnds } from './early-ends';
import { createFillService } from './fill';
import { createFrames } from './frames';
import { createImports } from './imports';
import { createInjector, type InjectBrowser } from './inject';
import { createInventory } from './inventory';
import { createInventoryAccess } from './inventory-access';
import { createKeep } from './keep';
import { createKeepWord } from './keep-word';
import { createLooks } from './looks';
import { createLost } from './lost';
import { createMenu } from './menu';
import { createMoving } from './moving';
import { createNotes } from './notes';
import { createObtaining } from './obtaining';
import { createOpenPages } from './open-pages';
import { createPageScript } from './page-script';
import { createPauses } from './pauses';
import { createPermissionGate } from './permission-gate';
import { createPress } from './press';
import { createReach } from './reach';
import { createRefill } from './refill';
import { createRefusals } from './refusals';
import { createRegion } from './region';
import { createReleases } from './releases';
import { createRemoval } from './removal';
import { createRenewal } from './renewal';
import { createRotation } from './rotation';
import { createRotationRecords } from './rotation-records';
import { createRotationSteps } from './rotation-steps';
import { createSending } from './sending';
import { createTokenService } from './tokens';
import { createTrials } from './trials';
import { createVaultLock } from './vault-lock';
import { createViews } from './views';
import { createWaiting } from './waiting';
import { createWanted } from './wanted';
import type { World } from './world';

/** All services of the background, wired once per worker life. Nothing in them outlives the worker but what is stored. */
export function createServices(world: World) {
  const notes = createNotes(world);
  const badge = createBadge(world);
  const gate = createPermissionGate(world);
  const connections = createConnections(world, notes);
  const lost = createLost(world, notes);
  const records = createRotationRecords(world);
  const bare = createBareRequests(world);
  const reach = createReach(world, gate, bare);
  const obtaining = createObtaining(world, gate, notes, reach);
  const refusals = createRefusals(world);
  const earlyEnds = createEarlyEnds(world);
  const pauses = createPauses(world);
  const waiting = createWaiting(world);
  const tokens = createTokenService(world, { connections, earlyEnds, gate, lost, notes, obtaining, pauses, refusals });
  const copy = createCopy({ connections, notes });
  const injector = createInjector(world.browser as unknown as InjectBrowser, world.now);
  const looks = createLooks(injector, world.now);
  const fills = createFillService(world, { connections, injector, looks, notes, copy, waiting });
  const refill = createRefill({ connections, fills, injector, notes });
  const region = createRegion(world, { connections, injector, notes });
  const views = createViews(world, gate, notes, records);
  const trials = createTrials(world, { gate, notes, reach, obtaining });
  const frames = createFrames(injector);
  const open = createOpenPages(world, { injector, notes, waiting });
  const authorize = createAuthorize(world, { tokens, fills, notes, refill, region, badge });
  const access = createInventoryAccess(world, { connections, gate, notes, reach });
  const inventory = createInventory(world, { access, connections, lost, views, notes });
  const steps = createRotationSteps(world, { access, connections, notes, refill });
  const press = createPress(world, { authorize, frames, notes });
  const menu = createMenu(world, { authorize, press, tokens, fills, notes });
  const keepWord = createKeepWord(world, { gate, injector, notes });
  const keep = createKeep(world, { authorize, connections, earlyEnds, fills, notes, open, refill, tokens, waiting });
  const sending = createSending(world, { connections, copy, fills, gate, notes, tokens });
  const releases = createReleases(world, connections, notes);
  const wanted = createWanted({ authorize, notes, open });
  const renewal = createRenewal(world, { connections, tokens, notes, gate, pauses, refill, refusals, wanted });
  return {
    notes,
    badge,
    bare,
    copy,
    gate,
    connections,
    tokens,
    waiting,
    injector,
    looks,
    fills,
    files: createDefinitionFiles(world, notes),
    views,
    discover: createDiscoveries(connections, gate, obtaining, reach),
    sending,
    describe: createDescribe(world, { looks, frames, sending, views, notes }),
    authorize,
    keep,
    keepWord,
    menu,
    open,
    press,
    renewal,
    releases,
    removal: createRemoval(world, { access, connections, fills, gate, notes, reach, releases }),
    attention: createAttention(world, { badge, connections, lost, notes, open, records, renewal }),
    inventory,
    lost,
    rotation: createRotation(world, { access, inventory, notes, records, steps }),
    moving: createMoving({ ...world, vault: world.unbound }, notes),
    imports: createImports(world, notes),
    trials,
    vaultLock: createVaultLock(world, { connections, fills, notes, open, releases, sending, trials, waiting }),
    pageScript: createPageScript(world, gate, notes),
  };
}
export type Services = ReturnType<typeof createServices>;
