export { createStubHandler, type StubHandler } from './handler.ts'
export { createStubServer, type StubServer, type StubServerOptions } from './server.ts'
export { toNodeListener } from './node.ts'
export { createUpstreamModel, type UpstreamOptions } from './upstream.ts'
export {
  ModelError,
  type Model,
  type ModelDelta,
  type ModelUsage,
  type Question,
  type ToolDelta,
  type Turn,
} from './model.ts'
export type { Limits, StubOptions } from './options.ts'
export type { Pace } from './pacing.ts'
export type { RunEvent, RunLog, RunLogEntry } from './runLog.ts'
export type { Scenario, ScenarioLayer, ScenarioName } from './scenarios.ts'
export type { StubState } from './state.ts'
