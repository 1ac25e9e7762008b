import type { RunsListener } from './runs/runs.ts'
import type { RunRecord } from './runs/runRegister.ts'

/** The package of OpenTelemetry, an optional dependency. A bundler would resolve a name that is written in `import()`. */
const PACKAGE: string = '@opentelemetry/api'

/** `SpanStatusCode.ERROR` of that package. */
const ERROR_STATUS = 2

/** The part of `@opentelemetry/api` that is used. */
interface OpenTelemetry {
  readonly context: { active(): unknown }
  readonly trace: { getTracer(name: string): Tracer }
}

interface Tracer {
  startSpan(name: string, options: object, context: unknown): Span
}

interface Span {
  setAttributes(attributes: Readonly<Record<string, string | number>>): unknown
  setStatus(status: { readonly code: number; readonly message: string }): unknown
  end(): void
}

/**
 * Adds one span per run, `chat.run`, if `@opentelemetry/api` is installed and an SDK is registered: its session id,
 * ending, length and takeovers, but no text and no owner. A run that was taken over gets its span in the process that
 * ends it.
 *
 * @param load returns the package, or undefined if it is missing. @default imports it
 */
export function withTracing<Listener extends RunsListener>(
  listener: Listener,
  load: () => Promise<OpenTelemetry | undefined> = importPackage,
): Listener {
  let api: OpenTelemetry | undefined
  const loaded = load().then((found) => (api = found))
  /** Spans of live runs. Runs that other processes continue are forgotten with their record. */
  const spans = new WeakMap<RunRecord, Promise<Span | undefined>>()

  function start(run: RunRecord, startTime: Date, takeovers: number): void {
    // The span of the request, if the package is loaded already.
    const context = api?.context.active()
    const attributes = { 'chat.session_id': run.id, 'chat.run.takeovers': takeovers }
    const begin = (found: OpenTelemetry | undefined) =>
      found?.trace
        .getTracer('vue-chat-stream')
        .startSpan('chat.run', { startTime, attributes }, context ?? found.context.active())
    const span = loaded.then(begin)
    // An error is reported when the run ends.
    span.catch(() => {})
    spans.set(run, span)
  }

  return {
    ...listener,
    onStart(run) {
      start(run, new Date(), 0)
      listener.onStart(run)
    },
    onTakeOver(run) {
      start(run, new Date(Date.now() - run.age), run.takeovers)
      listener.onTakeOver?.(run)
    },
    onEnd(run, ending) {
      const { reason, length, code } = ending
      const end = (span: Span | undefined) => {
        span?.setAttributes({
          'chat.run.ending': reason,
          'chat.run.length': length,
          ...(code === undefined ? {} : { 'chat.run.code': code }),
        })
        if (reason === 'error') span?.setStatus({ code: ERROR_STATUS, message: code ?? '' })
        span?.end()
      }
      // A failing exporter must not break the run.
      spans
        .get(run)
        ?.then(end)
        .catch((error: unknown) => console.error('The span of a run could not be ended:', error))
      listener.onEnd(run, ending)
    },
  }
}

function importPackage(): Promise<OpenTelemetry | undefined> {
  return import(/* @vite-ignore */ PACKAGE).then(
    // The types of the package describe its exports.
    (found: unknown) => found as OpenTelemetry,
    () => undefined,
  )
}
