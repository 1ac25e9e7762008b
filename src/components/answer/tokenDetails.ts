import { fieldsOf } from '../dialogs/fieldsOf.ts'

/** Token counts that only some servers report, each under another name. */
export interface TokenDetails {
  readonly reasoning: number | undefined
  readonly cached: number | undefined
}

/** `reasoning_tokens`, `thoughtsTokenCount`, `reasoningTokens`… */
const REASONING = /^(reasoning|thoughts)_?token(s|_?count)$/i
/** `cached_tokens`, `cache_read_input_tokens`, `prompt_cache_hit_tokens`, `cachedContentTokenCount`… */
const CACHED =
  /^(cached_?(input_?)?tokens|cache_read_input_tokens|prompt_cache_hit_tokens|cachedContentTokenCount)$/i

/** Reads the counts from a server's raw usage object. Some servers nest them one level deep. */
export function tokenDetails(raw: unknown): TokenDetails {
  const fields = fieldsOf(raw)
  const nested = fields.flatMap(([, value]) => fieldsOf(value))
  const count = (name: RegExp) => {
    const found = [...fields, ...nested].find(
      ([key, value]) => name.test(key) && typeof value === 'number' && value > 0,
    )
    return found && Number(found[1])
  }
  return { reasoning: count(REASONING), cached: count(CACHED) }
}
