"""The site of documentation: guides gathered from where they are needed, references and pictures made from the code.

It is for whoever builds the site from a checkout, and is in no wheel.
"""
