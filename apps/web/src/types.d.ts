/** Next's ambient types, without the file that its build writes. */
/// <reference types="next" />
