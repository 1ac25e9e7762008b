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
export { createRedisStore, type RedisStoreOptions } from './redis/redisStore.ts'
export { RedisStoreError } from './redis/redisStoreError.ts'
export type { RunEvent, RunLog, RunLogEntry, RunLogHead } from './runs/runLog.ts'
export type { Entry, FoundRun, RunRecord, RunRegister } from './runs/runRegister.ts'
export type { RunStore } from './runs/runStore.ts'
export type { Scenario, ScenarioLayer, ScenarioName } from './scenarios/scenarios.ts'
export type { Beat, Claim, SharedCounts, SharedRuns, TakenRun } from './runs/sharedRuns.ts'
export type { StubState } from './state.ts'
