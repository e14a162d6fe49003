"""Code that runs in the jail, in place of a submission or beside one."""
