/** Largest number of files in one question. */
export const MOST_FILES = 10
/**
 * Largest size of all files of one question together, in bytes. Servers commonly accept 20 MB, and base64 adds
 * a third to the size of the files.
 */
export const MOST_BYTES = 15_000_000

/** Largest text file, in bytes: about the length of several books. */
export const LARGEST_TEXT = 1_000_000
/**
 * Largest image, in bytes: 5 MB as base64, the smallest limit among the well-known servers. A larger image is
 * scaled down.
 */
export const LARGEST_IMAGE = 3_700_000
/** In bytes. */
export const LARGEST_PDF = 10_000_000
/** Largest file that is read at all, in bytes: an image has to be held in memory uncompressed to be scaled down. */
export const LARGEST_SOURCE = 50_000_000

/** Longer side of an image after it was scaled down, in pixels: models do not use a higher resolution. */
export const LONGEST_SIDE = 2048
