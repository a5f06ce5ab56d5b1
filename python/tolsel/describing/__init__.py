"""What `tolsel api` says of the functions of a database: to people, to programs, to compilers."""
