"""What a process tells the disk, write by write, so that a power cut can be made of it afterwards."""
