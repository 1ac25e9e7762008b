import { parseArgs } from 'node:util'
import { parsePace } from '../scenarios/pacing.ts'
import { isRedisUrl } from '../../server/internal.ts'
import type { StubServerOptions } from '../server.ts'
import { createUpstreamModel, type UpstreamOptions } from '../upstream.ts'

/** Help text of the command line. */
export const USAGE = `Options:
  --port N                  port to listen on; 0 picks a free one (default 8866)
  --host NAME               interface to listen on; 0.0.0.0 for all (default localhost)
  --pace MIN-MAX            milliseconds per token; 0 for no pause (default 15-40)
  --origin URL              also allow pages of this origin; can be repeated
  --max-runs-per-client N   most live runs per IP address (default 3)
  --redis URL               store runs in Redis, such as redis://localhost:6379, so that several
                            servers can share them; requires the package "redis"
  --drain SECONDS           with --redis: how long runs may continue after SIGTERM (default 25)
  --upstream URL            forward questions to an OpenAI-compatible server, such as
                            http://localhost:11434/v1; its API key is read from the environment
                            variable STUB_UPSTREAM_KEY or OPENAI_API_KEY
  --model NAME              model to request from the upstream
  --scenarios               with --upstream: a message may begin with a scenario, such as /drop 200
  --help                    show this help`

/** Reports a wrong argument, with a message for the person who ran the command. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/**
 * Parses the arguments of a command.
 *
 * @returns 'help' if the arguments contain `--help`
 * @throws UsageError for a wrong argument; the message names it
 */
export function readCommandOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StubServerOptions | 'help' {
  const values = parseArguments(args)
  if (values.help) return 'help'
  const { port = '8866', host, pace, origin: origins = [], upstream, model } = values
  const limit = values['max-runs-per-client']
  const parsedPace = pace === undefined ? undefined : parsePace(pace)
  if (pace !== undefined && !parsedPace) {
    throw new UsageError(`--pace must look like 15-40, in milliseconds, not ${pace}.`)
  }
  const source = readUpstream(upstream, model, environment)
  if (values.scenarios && !source) throw new UsageError('--scenarios requires --upstream URL.')
  const drain = values.drain
  if (drain !== undefined && values.redis === undefined) {
    throw new UsageError('--drain requires --redis URL.')
  }
  return {
    port: readNumber('--port', port, 0, 65_535),
    origins: ['loopback', ...origins.map(readOrigin)],
    ...(host === undefined ? {} : { host }),
    ...(parsedPace ? { pace: parsedPace } : {}),
    ...(limit === undefined
      ? {}
      : {
          limits: {
            liveRunsPerClient: readNumber('--max-runs-per-client', limit, 1, 1_000_000),
          },
        }),
    ...(values.redis === undefined ? {} : { redis: { url: readRedisUrl(values.redis) } }),
    ...(drain === undefined ? {} : { drainTime: readNumber('--drain', drain, 1, 3_600) * 1_000 }),
    ...(source ? upstreamOptions(source, values.scenarios ?? false) : {}),
  }
}

/** A person who asks a real model must not trigger a failure by a message such as `/500 hi`. */
function upstreamOptions(source: UpstreamOptions, scenarios: boolean): StubServerOptions {
  return { model: createUpstreamModel(source), modelName: source.model, scenarios }
}

function parseArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        pace: { type: 'string' },
        origin: { type: 'string', multiple: true },
        'max-runs-per-client': { type: 'string' },
        redis: { type: 'string' },
        drain: { type: 'string' },
        upstream: { type: 'string' },
        model: { type: 'string' },
        scenarios: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN
  if (number >= least && number <= most) return number
  throw new UsageError(`${name} must be a whole number from ${least} to ${most}, not ${text}.`)
}

function readOrigin(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin
  throw new UsageError(`--origin must look like https://app.example, not ${text}.`)
}

function readRedisUrl(text: string): string {
  if (isRedisUrl(text)) return text
  // Don't quote the text: it may contain a password.
  throw new UsageError('--redis must be a URL like redis://localhost:6379.')
}

function readUpstream(
  url: string | undefined,
  model: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): UpstreamOptions | undefined {
  if (url === undefined && model === undefined) return undefined
  if (url === undefined) throw new UsageError('--model requires --upstream URL.')
  if (model === undefined) throw new UsageError('--upstream requires --model NAME.')
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    // Don't quote the text: the user may have pasted an API key.
    throw new UsageError('--upstream must be a URL like http://localhost:11434/v1.')
  }
  return { url, model, key: environment['STUB_UPSTREAM_KEY'] || environment['OPENAI_API_KEY'] }
}
