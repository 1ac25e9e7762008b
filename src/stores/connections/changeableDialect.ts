import {
  autoDialect as auto,
  type Dialect,
  type DialectState,
  pickDialect as createPick,
  withThinkTags,
} from '../../core/index.ts'
import { answeringModel } from './answeringModel.ts'

/**
 * A dialect that reads the text at a place, or recognises the format where there is none: as it is set when an
 * answer begins. Thoughts that are written into the text are thoughts.
 */
export function changeableDialect(place: () => string): Dialect {
  function choose(state: DialectState): Dialect {
    // Nobody else writes this note.
    const known = state['chosen'] as Dialect | undefined
    const chosen = known ?? (place() === '' ? auto : createPick(place()))
    state['chosen'] = chosen
    return chosen
  }
  return withThinkTags({
    name: 'chosen',
    events: auto.events ?? [],
    decode: (record, state) => [
      ...answeringModel(record, state),
      ...choose(state).decode(record, state),
    ],
    end: (state) => choose(state).end?.(state) ?? [],
  })
}
