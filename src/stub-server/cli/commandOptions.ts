import { parseArgs } from 'node:util'
import { parsePace } from '../scenarios/pacing.ts'
import { isRedisAddress } from '../redis/redisAddress.ts'
import type { StubServerOptions } from '../server.ts'
import { createUpstreamModel, type UpstreamOptions } from '../upstream.ts'

/** For the command line, where no question of style is worth an import. */
export const USAGE = `Options:
  --port N                  the port; 0 takes any free one (default 8866)
  --host NAME               the interface; 0.0.0.0 for all (default localhost)
  --pace MIN-MAX            milliseconds a token; 0 for no pause (default 15-40)
  --origin URL              pages of this origin may ask, too; can be given several times
  --max-runs-per-client N   live runs of one address (default 3)
  --redis URL               keeps runs in Redis, such as redis://localhost:6379, so that several of
                            these servers serve one another's; needs the package "redis"
  --drain SECONDS           with --redis: how long runs may go on after SIGTERM (default 25)
  --upstream URL            an OpenAI-compatible server answers, such as http://localhost:11434/v1;
                            its key is STUB_UPSTREAM_KEY or OPENAI_API_KEY of the environment
  --model NAME              the model to ask there
  --help                    this text`

/** Thrown with words for the person at the keyboard. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/**
 * Reads the arguments of a command.
 *
 * @returns 'help' where that was asked for
 * @throws UsageError naming the argument that is wrong
 */
export function readCommandOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StubServerOptions | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  const { port = '8866', host, pace, origin: origins = [], upstream, model } = values
  const limit = values['max-runs-per-client']
  const parsedPace = pace === undefined ? undefined : parsePace(pace)
  if (pace !== undefined && !parsedPace) throw new UsageError(`--pace is like 15-40, not ${pace}.`)
  const source = readUpstream(upstream, model, environment)
  const drain = values.drain
  if (drain !== undefined && values.redis === undefined) {
    throw new UsageError('--drain goes with --redis URL.')
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
    ...(values.redis === undefined ? {} : { redis: { url: readRedis(values.redis) } }),
    ...(drain === undefined ? {} : { drainTime: readNumber('--drain', drain, 1, 3_600) * 1_000 }),
    ...(source ? { model: createUpstreamModel(source), modelName: source.model } : {}),
  }
}

function parse(args: readonly string[]) {
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
  throw new UsageError(`${name} is a whole number from ${least} to ${most}, not ${text}.`)
}

function readOrigin(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin
  throw new UsageError(`--origin is like https://app.example, not ${text}.`)
}

function readRedis(text: string): string {
  if (isRedisAddress(text)) return text
  // Not repeated: there may be a password in it.
  throw new UsageError('--redis is an address like redis://localhost:6379.')
}

function readUpstream(
  url: string | undefined,
  model: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): UpstreamOptions | undefined {
  if (url === undefined && model === undefined) return undefined
  if (url === undefined) throw new UsageError('--model goes with --upstream URL.')
  if (model === undefined) throw new UsageError('--upstream goes with --model NAME.')
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    // Not repeated: a person may have pasted a key into it.
    throw new UsageError('--upstream is an address like http://localhost:11434/v1.')
  }
  return { url, model, key: environment['STUB_UPSTREAM_KEY'] || environment['OPENAI_API_KEY'] }
}
