export { createStubHandler, type StubHandler } from './handler.ts'
export { createStubServer, type StubServer, type StubServerOptions } from './server.ts'
export { toNodeListener } from './http/nodeListener.ts'
export { createUpstreamModel, type UpstreamOptions } from './upstream.ts'
export {
  ModelError,
  ModelRefusal,
  type Model,
  type ModelDelta,
  type ModelSource,
  type ModelUsage,
  type Question,
  type ToolDelta,
  type Turn,
} from './model.ts'
export type { Limits, StubOptions } from './options.ts'
export type { Pace } from './scenarios/pacing.ts'
export {
  createRedisStore,
  RedisStoreError,
  type RedisUrlOptions as RedisStoreOptions,
  type Beat,
  type Claim,
  type Entry,
  type FoundRun,
  type RunEvent,
  type RunLog,
  type RunLogEntry,
  type RunLogHead,
  type RunRecord,
  type RunRegister,
  type RunStore,
  type SharedCounts,
  type SharedRuns,
  type StoredQuestion,
  type TakenRun,
} from '../server/internal.ts'
export type { Scenario, ScenarioLayer, ScenarioName } from './scenarios/scenarios.ts'
export type { StubState } from './state.ts'
