export type { ChatEntry } from './chatEntry.ts'
export {
  type ChatSettings,
  isParameter,
  PARAMETER_BOUNDS,
  type ParameterName,
  parameters,
  type Reach,
} from './chatSettings.ts'
export { fileKind, sentFileKind, type SentFileKind } from './fileKind.ts'
export type { FileProblem, FileRefusal, ImportPreview } from './importPreview.ts'
export type { ExcerptPiece, SearchResult } from './searchResult.ts'
export { API_NAMES, type ApiName, type ServerName, servers } from './servers.ts'
export type { StorageUsage } from './storageUsage.ts'
export type { Versions } from './versions.ts'
