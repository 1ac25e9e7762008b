import { Problem } from '../http/problem.ts'

/** The store of runs is out of reach for the moment. Whoever asks, or reads, comes again shortly. */
export class StoreUnavailable extends Problem {
  override readonly name = 'StoreUnavailable'

  constructor(cause: unknown) {
    super(503, 'The store of answers is out of reach. Try again shortly.', { 'Retry-After': '1' })
    this.cause = cause
  }
}
