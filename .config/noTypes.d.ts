/** Replaces the declarations of a package that only other packages' declarations import. */
export {}
