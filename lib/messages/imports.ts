import { ImportFiles, ImportsReply, TakeRequest } from '../replies/imports';
import { ArrivalReply } from '../replies/moving';
import { deed } from './message';

/** Messages about files of Postman, Insomnia and Bruno. */
export const IMPORT_MESSAGES = {
  /** What the files hold, without any secret. Stores nothing, asks nobody. */
  listImports: deed(ImportFiles, ImportsReply),
  /** Makes connections of the chosen candidates: all of them, or none. */
  takeImports: deed(TakeRequest, ArrivalReply),
} as const;
