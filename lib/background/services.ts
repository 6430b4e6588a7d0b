import { createBareRequests } from './access/bare-requests';
import { createPermissionGate } from './access/permission-gate';
import { createReach } from './access/reach';
import { createAuthorize } from './filling/authorize';
import { createFillService } from './filling/fill';
import { createRefill } from './filling/refill';
import { createRegion } from './filling/region';
import { createSending } from './filling/sending';
import { createInventory } from './inventory/inventory';
import { createInventoryAccess } from './inventory/inventory-access';
import { createReleases } from './inventory/releases';
import { createRemoval } from './inventory/removal';
import { createRotation } from './inventory/rotation';
import { createRotationSteps } from './inventory/rotation-steps';
import { createKeep } from './keeping/keep';
import { createKeepWord } from './keeping/keep-word';
import { createPress } from './keeping/press';
import { createRenewal } from './keeping/renewal';
import { createWanted } from './keeping/wanted';
import { createDefinitionFiles } from './moving/definition-files';
import { createImports } from './moving/imports';
import { createMoving } from './moving/moving';
import { createFrames } from './pages/frames';
import { createInjector, type InjectBrowser } from './pages/inject';
import { createLooks } from './pages/looks';
import { createOpenPages } from './pages/open-pages';
import { createPageScript } from './pages/page-script';
import { createAttention } from './screens/attention';
import { createDescribe } from './screens/describe';
import { createMenu } from './screens/menu';
import { createConnections } from './tokens/connections';
import { createCopy } from './tokens/copy';
import { createEarlyEnds } from './tokens/early-ends';
import { createLost } from './tokens/lost';
import { createObtaining } from './tokens/obtaining';
import { createPauses } from './tokens/pauses';
import { createRefusals } from './tokens/refusals';
import { createRotationRecords } from './tokens/rotation-records';
import { createTokenService } from './tokens/tokens';
import { createViews } from './tokens/views';
import { createDiscoveries } from './trials/discoveries';
import { createTrials } from './trials/trials';
import { createVaultLock } from './vault-lock';
import { createBadge } from './world/badge';
import { createNotes } from './world/notes';
import { createWaiting } from './world/waiting';
import type { World } from './world/world';

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
