import { ChatStreamError, isChatStreamError } from '../../errors.ts'
import type {
  ChatRequest,
  Resumption,
  StreamRecord,
  Transport,
  TransportContext,
} from '../../types.ts'
import { eventsRecord, isGone, toRecords, type Recover } from './recovery.ts'

/** How a server's runs are started, joined and stopped. */
export interface ResumableServer {
  /**
   * Where the records of `join` begin. `start`: with the first one of the answer, each time. `cursor`: after
   * the record whose cursor the run has; with the first one if it has none.
   */
  readonly resumesFrom: 'start' | 'cursor'
  /**
   * Returns the id of the run that `ask` will start, if the client chooses it. This is the strongest form:
   * the answer can be resumed even if the connection breaks before its first byte.
   * @default the server chooses the id, and `ask` or `runOf` reads it
   */
  chooseRun?(request: ChatRequest, context: TransportContext): string
  /**
   * Sends the question. It is called once per question, and again only if the server refused it.
   *
   * @param onRun call it as soon as the response names the run
   */
  ask(
    request: ChatRequest,
    context: TransportContext,
    onRun: (sessionId: string) => void,
  ): Promise<AsyncIterable<StreamRecord>>
  /** Requests the answer of a run, or the rest of it. This request must never start a run. */
  join(
    run: Resumption,
    request: ChatRequest,
    context: TransportContext,
  ): Promise<AsyncIterable<StreamRecord>>
  /** Returns the id of the run if a record names it. @default none does */
  runOf?(record: StreamRecord): string | undefined
  /** Returns the cursor of a record, if it has one. @default `record.cursor` */
  cursorOf?(record: StreamRecord): string | number | undefined
  /** Stops the run at its server. Use `requestStop`. @default the server cannot stop a run */
  stop?(sessionId: string, request: ChatRequest, context: TransportContext): void
  /** @default the answer is `truncated` */
  readonly recover?: Recover | undefined
  /**
   * A run that the server does not know may begin a moment later: `join` is repeated as the option `retry`
   * says. @default false
   */
  readonly mayBeginLater?: boolean
}

/** The maximum of cursors to remember of one answer, to recognize repeated records. */
const MAX_CURSORS = 10_000

/** The maximum of UTF-16 units of a cursor and of a run's id: both are stored, and sent back. */
const MAX_ID_LENGTH = 4096

/** How long a stopped answer waits for the id of its run, in milliseconds, to stop it at the server. */
const STOP_GRACE = 10_000

/** With these statuses a server or a proxy gives up on work that may have started. */
const GIVEN_UP = [500, 502, 504]

/**
 * The cursors of the records that this page has received of an answer, in their order. After a reload there are
 * none, and the notes of the dialect are lost, too.
 */
const received = new WeakMap<ChatRequest, Set<string | number>>()

/**
 * Creates a transport for a server that can send the rest of an answer in its own way.
 *
 * The question is sent once. After a lost connection and after a reload, `join` requests the rest; records
 * that arrived before are skipped by their cursors. If `join` begins at the start, the answer is read again,
 * and what was visible stays until the repetition is as long. After a reload, the answer is always read from
 * its start, because the notes of a dialect are lost.
 *
 * An id or a cursor of more than 4,096 UTF-16 units ends the answer with an error of kind `limit`.
 *
 * @example
 * const transport = createResumableTransport({
 *   resumesFrom: 'cursor',
 *   chooseRun: ({ id }) => id,
 *   ask: ({ id }, context) =>
 *     openStream(`/runs/${id}`, context, { method: 'PUT', json: context.body() }),
 *   join: ({ sessionId, cursor = '' }, _, context) =>
 *     openStream(`/runs/${sessionId}?after=${cursor}`, context),
 *   cursorOf: ({ id }) => id || undefined,
 *   stop: (id, _, context) => requestStop(`/runs/${id}/cancel`, context, { method: 'POST' }),
 * })
 */
export function createResumableTransport(server: ResumableServer): Transport {
  return async function* (request, context) {
    const { resumption } = context
    const isReload = !received.has(request)
    const cursors = received.get(request) ?? new Set()
    const begin = () => received.set(request, cursors)
    const link = createLink(server, request, context)
    if (resumption) link.setRun(resumption.sessionId)
    else if (server.chooseRun) link.setRun(server.chooseRun(request, context))

    try {
      if (!resumption) {
        begin()
        yield* withCursors(server, cursors, await link.ask(), link.setRun)
        return
      }
      const { cursor, ...run } = resumption
      const isFromStart = isReload || server.resumesFrom === 'start' || cursor === undefined
      // A server that begins at the start may use the cursor to check that this is the same answer.
      const hasCursor = !isFromStart || server.resumesFrom === 'start'
      const joined = hasCursor ? { ...run, cursor } : run
      const records = await server.join(joined, request, link.context)
      const all = isFromStart ? withRestart(records, begin) : records
      yield* withCursors(server, cursors, all, link.setRun)
    } catch (error) {
      if (!resumption || !isGone(error)) throw error
      const answer = await server.recover?.(resumption, request, link.context)
      if (!answer) {
        if (server.mayBeginLater) throw toRetryable(error)
        // The question may never have arrived: then nothing began, and the answer is not a truncated one.
        if (server.chooseRun && !isReload) link.setRun('')
        throw error
      }
      context.onOpen()
      yield* toRecords(answer)
    } finally {
      link.close()
    }
  }
}

/**
 * Restarts the answer when the first record arrives: before it, the server may still refuse.
 *
 * @param onRestart called when the answer was restarted; not if the attempt ends in the meantime
 */
async function* withRestart(
  records: AsyncIterable<StreamRecord>,
  onRestart: () => void,
): AsyncGenerator<StreamRecord, void, undefined> {
  let isFirst = true
  for await (const record of records) {
    if (isFirst) {
      yield eventsRecord({ type: 'restart' })
      onRestart()
    }
    isFirst = false
    yield record
  }
}

/** Adds the cursors to the records of one connection, and skips what an earlier connection delivered. */
async function* withCursors(
  server: ResumableServer,
  cursors: Set<string | number>,
  records: AsyncIterable<StreamRecord>,
  setRun: (sessionId: string) => void,
): AsyncGenerator<StreamRecord, void, undefined> {
  let previous: string | number | undefined
  for await (const record of records) {
    const run = server.runOf?.(record)
    if (run) setRun(run)
    if (record.events?.some(({ type }) => type === 'restart')) cursors.clear()
    const cursor = server.cursorOf ? server.cursorOf(record) : record.cursor
    checkLength(cursor)
    // An event without its own id keeps the previous one (SSE ids are sticky): it is not a repetition.
    const isRepeated = cursor !== undefined && cursor !== previous && cursors.has(cursor)
    previous = cursor
    if (isRepeated && server.resumesFrom === 'cursor') continue
    // Not a copy, which would lose the fields that are not enumerable.
    yield Object.assign(record, { cursor })
    // Only now, as an attempt that ends at the `yield` has not applied the record.
    if (cursor === undefined) continue
    cursors.add(cursor)
    const [oldest = cursor] = cursors
    if (cursors.size > MAX_CURSORS) cursors.delete(oldest)
  }
}

/** Connects one attempt with its run: the run's id, and how it is stopped. */
function createLink(server: ResumableServer, request: ChatRequest, context: TransportContext) {
  const connection = new AbortController()
  const { signal } = context
  let sessionId = ''
  let isStopped = false
  let isSent = false
  let graceTimer: ReturnType<typeof setTimeout> | undefined
  const abort = () => connection.abort()
  const linkContext: TransportContext = {
    ...context,
    signal: connection.signal,
    fetch(input, init) {
      // Stopped while the headers were awaited: nothing was sent yet.
      if (signal.aborted) abort()
      isSent = true
      return context.fetch(input, init)
    },
  }

  function setRun(id: string): void {
    if (id === sessionId) return
    checkLength(id)
    sessionId = id
    context.onResumable(id, 'cursors')
    if (!isStopped) return
    server.stop?.(id, request, linkContext)
    abort()
  }

  function onAbort(): void {
    // Keep the connection of a stopped answer until its run is known: nothing else can stop the run.
    if (isStopped && isSent && !sessionId) graceTimer = setTimeout(abort, STOP_GRACE)
    else abort()
  }

  signal.addEventListener('abort', onAbort)
  if (server.stop)
    context.onStoppable(() => {
      isStopped = true
      if (sessionId) server.stop?.(sessionId, request, linkContext)
    })

  return {
    context: linkContext,
    setRun,
    async ask() {
      try {
        return await server.ask(request, linkContext, setRun)
      } catch (error) {
        if (server.chooseRun && isRefused(error)) setRun('')
        throw error
      }
    },
    close() {
      clearTimeout(graceTimer)
      signal.removeEventListener('abort', onAbort)
      abort()
    },
  }
}

/** @throws {ChatStreamError} `limit` */
function checkLength(id: string | number | undefined): void {
  if (String(id).length <= MAX_ID_LENGTH) return
  const message = `The server sent an id of more than ${MAX_ID_LENGTH} characters.`
  throw new ChatStreamError('limit', message)
}

/** Returns whether an error proves that the question started no run. */
function isRefused(error: unknown): boolean {
  if (!isChatStreamError(error)) return false
  const { kind, status = 0 } = error
  return (
    kind === 'redirect' || kind === 'argument' || (kind === 'http' && !GIVEN_UP.includes(status))
  )
}

/** Returns an error that another attempt may overcome. Its status says that the run is not known. */
function toRetryable(error: unknown): ChatStreamError {
  const { message, status } = isChatStreamError(error) ? error : { message: '', status: 404 }
  return new ChatStreamError('incomplete', message, { status, cause: error })
}
