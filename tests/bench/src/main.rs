//! The figures of the whole program.

fn main() {}
