/** Of one question. */
export const MOST_FILES = 10
/** Of all files of one question together, in bytes: servers commonly take 20 MB, a third of which is base64. */
export const MOST_BYTES = 15_000_000

/** In bytes: several books. */
export const LARGEST_TEXT = 1_000_000
/** In bytes: as base64 it is 5 MB, the smallest limit among the well-known servers. A larger one is scaled down. */
export const LARGEST_IMAGE = 3_700_000
/** In bytes. */
export const LARGEST_PDF = 10_000_000
/** In bytes: what is to be scaled down has to be held in memory, unpacked. */
export const LARGEST_SOURCE = 50_000_000

/** The longer side of a picture that was scaled down, in pixels: models look at no more than that. */
export const LONGEST_SIDE = 2048
