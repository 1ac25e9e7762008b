import {
  autoDialect as auto,
  type Dialect,
  type DialectState,
  pickDialect as createPick,
  withThinkTags,
} from '../../core/index.ts'
import { answeringModel } from './answeringModel.ts'

/**
 * Returns a dialect that reads the text at a path in each event, or detects the format if the path is empty.
 * The path is read when an answer begins. Reasoning written into the text in think tags becomes reasoning.
 *
 * @param place - returns the path to the text
 */
export function changeableDialect(place: () => string): Dialect {
  function choose(state: DialectState): Dialect {
    // No other code writes this field of the state.
    const known = state['chosen'] as Dialect | undefined
    const chosen = known ?? (place() === '' ? auto : createPick(place()))
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
