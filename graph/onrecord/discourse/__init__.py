"""Networks of a debate, as discourse network analysis defines them.

After Leifeld (2017, "Discourse Network Analysis: Policy Debates as Dynamic Networks") and the
manual of his program DNA, chapter "Algorithms": who takes which side of what becomes an array
of counts, and that becomes networks of agreement (congruence) and conflict.

counts.py    sides taken -> the array: who counts as one, which repetitions count once, windows
weights.py   the array -> edge weights: congruence, conflict, subtract; their normalisations
division.py  camps (communities), and how divided a debate is
network.py   all of it -> one network of actors, of concepts, or of both
files.py     a network -> GraphML, GEXF, CSV
"""
