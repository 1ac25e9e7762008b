export interface LongTasks {
  /** How many took more than 50 ms. */
  readonly count: number
  /** The longest of them, in ms; 0 where there was none. */
  readonly longest: number
}

/** Begins to watch for tasks of more than 50 ms; the function that it returns tells of those so far. */
export function watchLongTasks(): () => LongTasks {
  const durations: number[] = []
  const observer = new PerformanceObserver((list) => {
    durations.push(...list.getEntries().map(({ duration }) => duration))
  })
  observer.observe({ type: 'longtask' })
  return () => {
    durations.push(...observer.takeRecords().map(({ duration }) => duration))
    return { count: durations.length, longest: Math.max(0, ...durations) }
  }
}
