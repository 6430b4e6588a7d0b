import type { Words } from './reader';
import { wordsOfCmd } from './words-cmd';
import { wordsOfPowerShell } from './words-powershell';
import { wordsOfShell } from './words-shell';

/** Marks of the other shells stand near the beginning, characters. */
const LOOKED_AT = 4_000;

/** What stands behind the word `curl`, in the quoting of bash, cmd.exe or PowerShell. @throws TokenfillError `curl_unreadable` */
export function wordsOf(command: string): Words {
  const start = command.slice(0, LOOKED_AT);
  if (/\^[ \t]*\n|\^"/.test(start)) return wordsOfCmd(command);
  if (/`[ \t]*\n|[{,:[]`"/.test(start)) return wordsOfPowerShell(command);
  return wordsOfShell(command);
}
