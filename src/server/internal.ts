/** What the stub uses beyond the public API. */
export { AnswerError } from './answerError.ts'
export { createEngine, type Engine, type EngineOptions } from './createEngine.ts'
export type {
  EndpointContext,
  EndpointHooks,
  Exchange,
  IncomingQuestion,
  OutgoingStream,
} from './http/context.ts'
export { Cors } from './http/cors.ts'
export { STREAM_HEADERS } from './http/eventStream.ts'
export { guard } from './http/guard.ts'
export { withHeartbeat } from './http/heartbeat.ts'
export { OpenStreams } from './http/openStreams.ts'
export { oneShot } from './http/oneShot.ts'
export { pathOf } from './http/pathOf.ts'
export { methodNotAllowed, Problem, problemResponse } from './http/problem.ts'
export { isObject, readJson, type JsonObject } from './http/readJson.ts'
export { lastQuestion, readTurns, type TextTurn } from './http/readTurns.ts'
export { DEFAULT_STALL_TIMEOUT, sendProblem, sendResponse } from './http/sendResponse.ts'
export { deleteSession, initSession, readSession } from './http/session.ts'
export { toRequest } from './http/toRequest.ts'
export { checkBounds, DEFAULT_LIMITS } from './limits.ts'
export { LastEvent } from './runs/run.ts'
export type { RunEvent, RunLog, RunLogEntry, RunLogHead } from './runs/runLog.ts'
export type { Entry, FoundRun, RunRecord, RunRegister, StoredQuestion } from './runs/runRegister.ts'
export type { Beat, Claim, SharedCounts, SharedRuns, TakenRun } from './runs/sharedRuns.ts'
export type { RunStore } from './runs/runStore.ts'
export { askOpenAICompatible } from './streams/askOpenAICompatible.ts'
export { wait } from './runs/wait.ts'
export { createRedisStore, type RedisUrlOptions } from './redis/createRedisStore.ts'
export { RedisStoreError } from './redis/redisStoreError.ts'
export { isRedisUrl } from './redis/redisUrl.ts'
