import type { ConnectionView } from '../../lib/domain/connection';
import type { VaultView } from '../../lib/domain/view';
import { type TextKey, text } from '../../lib/text';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import type { Activity } from '../tasks/use-activity';
import { RestoreButton } from './restore-button';

export interface DamagedRecordsProps {
  readonly vault: VaultView;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  readonly connections: readonly ConnectionView[];
  readonly onRetype: (view: ConnectionView) => void;
}

type Damaged = VaultView['damaged'][number];

/** Single connections whose secret was not opened, while all others work. */
export function DamagedRecords({ vault, activity, reload, connections, onRetype }: DamagedRecordsProps) {
  const { damaged, locked, backupAt } = vault;
  if (damaged.length === 0) return null;
  return (
    <div class="alert" role="alert" aria-labelledby="damaged">
      <Icon name="warning" />
      <div class="alert-body">
        <h2 id="damaged">{text('records_title')}</h2>
        <p>{text('records_help')}</p>
        <ul class="damaged">
          {damaged.map((record) => (
            <DamagedRecord
              key={record.id}
              record={record}
              view={connections.find(({ connection }) => connection.id === record.id)}
              onRetype={onRetype}
            />
          ))}
        </ul>
        {backupAt !== undefined && locked && <p>{text('records_unlock')}</p>}
        {backupAt !== undefined && !locked && <RestoreButton at={backupAt} activity={activity} reload={reload} />}
      </div>
    </div>
  );
}

interface DamagedRecordProps {
  readonly record: Damaged;
  /** Undefined when the connection itself does not read. */
  readonly view: ConnectionView | undefined;
  readonly onRetype: (view: ConnectionView) => void;
}

function DamagedRecord({ record, view, onRetype }: DamagedRecordProps) {
  const label = record.label ?? text('records_unnamed');
  return (
    <li>
      <p>
        <strong>{label}</strong> {text(reasonFor(record))}
      </p>
      {view && record.code !== 'newer_schema' && (
        <Button name={text('retype_of', label)} onClick={() => onRetype(view)}>
          {text('retype')}
        </Button>
      )}
    </li>
  );
}

function reasonFor({ code }: Damaged): TextKey {
  if (code === 'newer_schema') return 'records_newer';
  if (code === 'managed_definition') return 'records_managed';
  return code === 'vault_changed_outside' ? 'records_outside' : 'records_unreadable';
}
