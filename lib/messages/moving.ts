import { ArrivalReply, ArrivalsReply, ExportRequest, FileReply, FileRequest, ImportRequest } from '../replies/moving';
import { deed } from './message';

/** Messages about connections that move to or from another browser. */
export const MOVING_MESSAGES = {
  /** All connections with their secrets and own definitions, sealed with this new passphrase: the one text that holds them. */
  exportConnections: deed(ExportRequest, FileReply),
  /** What such a file holds; nothing is stored. */
  listArrivals: deed(FileRequest, ArrivalsReply),
  /** Takes what is not here, and of what is here only `replace`: all of it, or nothing. */
  importConnections: deed(ImportRequest, ArrivalReply),
} as const;
