import {
  autoDialect as auto,
  type Dialect,
  type DialectState,
  pickDialect as createPick,
  withThinkTags,
} from '../../core/index.ts'
import { answeringModel } from './answeringModel.ts'
import type { ServerOptions } from './serverOptions.ts'

/**
 * Returns a dialect that reads the text at a path in each event, or detects the format if the path is empty.
 * Reasoning written into the text in think tags becomes reasoning.
 *
 * @param read - returns the options of the server; called when an answer begins
 */
export function createServerDialect(read: () => Pick<ServerOptions, 'pick'>): Dialect {
  function choose(state: DialectState): Dialect {
    // No other code writes this field of the state.
    const known = state['chosen'] as Dialect | undefined
    if (known) return known
    const { pick } = read()
    const chosen = pick === '' ? auto : createPick(pick)
    state['chosen'] = chosen
    return chosen
  }
  return withThinkTags({
    name: 'chosen',
    events: auto.events ?? [],
    prepare: (record, state) => choose(state).prepare?.(record, state),
    decode: (record, state) => [
      ...answeringModel(record, state),
      ...choose(state).decode(record, state),
    ],
    end: (state) => choose(state).end?.(state) ?? [],
  })
}
